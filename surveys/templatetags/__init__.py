"""What pages of other rooms say about surveys."""
